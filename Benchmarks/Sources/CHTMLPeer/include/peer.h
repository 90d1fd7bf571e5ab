#pragma once

/// Lets libxml2's push parser for HTML read some bytes, with handlers that do nothing; returns how often it called them.
long peer_read_html(const char *bytes, long count);
