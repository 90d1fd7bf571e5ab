/// What the feed target begins with: each dialect, each kind of damage, as small as they come.
enum FeedSamples {
    static let documents = dialects + damage

    private static let dialects = [
        """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
         xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
        <channel><title>Feed</title><link>https://example.org/</link><language>ar-EG</language><ttl>15</ttl>
        <skipHours><hour>3</hour></skipHours><item><title>\u{62E}\u{628}\u{631} &amp; 2</title><guid isPermaLink="false">1</guid>
        <link>/1</link><pubDate>Mon, 23 Nov 2026 08:00:00 +0300</pubDate><dc:creator>a@b.example (A)</dc:creator>
        <category>x</category><enclosure url="/a.mp3" type="audio/mpeg" length="12"/><description>&lt;p&gt;text</description>
        <content:encoded><![CDATA[<p>text <img src="/i.png"></p>]]></content:encoded>
        <media:group><media:content url="/v" duration="3"/><media:thumbnail url="/t"/></media:group>
        <itunes:duration>1:02:03</itunes:duration></item></channel></rss>
        """,
        """
        <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/a/" xml:lang="en"><title type="html">F &lt;b&gt;</title>
        <link rel="self" href="self"/><updated>2026-11-23T08:00:00Z</updated><author><name>A</name><uri>u</uri></author>
        <entry xml:base="b/"><id>tag:1</id><title>one</title><link href="c.html"/><link rel="enclosure" href="e" type="x/y" length="1"/>
        <published>2026-11-23T08:00:00+02:00</published><category term="t" label="l"/><summary type="text">1 &lt; 2</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x<br/></p></div></content></entry>
        <entry><content type="application/octet-stream" mode="base64">PGI+eDwvYj4=</content></entry></feed>
        """,
        """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
         xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
        <channel rdf:about="/"><title>R</title><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
        <item rdf:about="/1"><title>one</title><link>/1</link><dc:date>2026-11-23</dc:date></item></rdf:RDF>
        """,
        """
        {"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://example.org/","authors":[{"name":"A","url":"/a"}],
        "items":[{"id":1,"url":"/1","title":"one \\u0628\\ud83d\\ude00","content_html":"<p>x","content_text":"a\\nb","tags":["t"],
        "date_published":"2026-11-23T08:00:00Z","attachments":[{"url":"/a","mime_type":"x/y","size_in_bytes":12,"duration_in_seconds":1.5}]}]}
        """,
        "<rss version=\"0.91\"><channel><item><title>a</title></item></channel></rss>",
        "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><entry><title mode=\"escaped\">a</title><issued>2003</issued></entry></feed>",
    ]

    private static let damage = [
        "<!DOCTYPE rss [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\"><!ENTITY % c SYSTEM \"d\"> %c;]><rss><channel><item><title>&a;&b;</title>",
        "<html><body><rss><channel><item><title>in a page</title></item></channel></rss></body></html>",
        "<html><head><title>No feed</title></head><link rel=alternate type=application/rss+xml href=/rss>",
        "<br/>Warning: x <?xml version=\"1.0\"?><rss><channel><item><title>a & b &nbsp; &#146; &#x1F600; <3 ]]></title></item>",
        "<rss><channel><item><title>a<item><title>b</item></channel></rss> junk",
        "<rss><channel><item a=b c d='e' d='f' g=\"<\"><description><p>x<br>y</description></item></channel></rss>",
        "<RSS><CHANNEL><ITEM><TITLE>a</title></Item></CHANNEL></RSS>",
        "<rss><channel><item><title><![CDATA[a]]</title></item>",
        "<x:rss><x:y:z/></x:rss><!-- a -- b --><?php", "[1,{\"items\":[{}]}]", "\u{FEFF}<rss/>",
        "<rss><channel><pubDate>05/11/2026</pubDate>",
    ]

    static let words = [
        "<rss>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "<guid",
        "<description>",
        "<pubDate>", "<category>", "<enclosure", "<author>", "<entry>", "</entry>", "<content", "<summary",
        "<feed", "<id>",
        "<updated>", "<published>", "<rdf:RDF", "<media:group>", "<media:content", "<itunes:image",
        "<dc:date>", "<xhtml:body>",
        "<content:encoded>", "<atom:link", "xml:base=\"", "xml:lang=\"",
        "xmlns=\"http://www.w3.org/2005/Atom\"",
        "xmlns:atom=\"http://www.w3.org/2005/Atom\"", "type=\"xhtml\"", "type=\"html\"", "mode=\"base64\"",
        "isPermaLink=\"false\"",
        "<![CDATA[", "]]>", "<!--", "-->", "<?xml", "?>", "<!DOCTYPE", "<!ENTITY", "SYSTEM", "[", "]>",
        "&amp;", "&lt;", "&nbsp;",
        "&#", "&#x0;", "&bogus;", "&", "\u{0}", "\u{1}", "\u{FFFE}",
        "{\"version\":\"https://jsonfeed.org/version/1\"", "\"items\":[{",
        "\"attachments\":[{", "\"content_text\":\"", "\\u0000", "\\ud800", "1e999",
        "encoding=\"windows-1256\"", "encoding=\"utf-16\"",
    ]
}
