#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast that Swift cannot import: SQLite copies what is bound. An empty array of Swift may have no
// address, and a null address would bind null.
static inline int newslog_bind_text(sqlite3_stmt *statement, int index, const char *text, int count) {
    return sqlite3_bind_text(statement, index, text ? text : "", count, SQLITE_TRANSIENT);
}
static inline int newslog_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_blob(statement, index, bytes ? bytes : "", count, SQLITE_TRANSIENT);
}

// The way to the FTS5 extension API is a pointer bound by name (SQLite, "fts5.html", section 7).
static inline fts5_api *newslog_fts5_api(sqlite3 *database) {
    fts5_api *api = 0;
    sqlite3_stmt *statement = 0;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, 0) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", 0);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

// Whether a file is there and not empty, asked of SQLite's own layer of files (xAccess of sqlite3_vfs).
static inline int newslog_file_has_content(const char *path) {
    int result = 0;
    sqlite3_vfs *files = sqlite3_vfs_find(0);
    return files && files->xAccess(files, path, SQLITE_ACCESS_EXISTS, &result) == SQLITE_OK && result;
}

// sqlite3_file_control takes a void pointer; this keeps -wal and -shm when the last connection closes, so that a user
// who may only read can still open the database (SQLITE_FCNTL_PERSIST_WAL).
static inline int newslog_keep_wal(sqlite3 *database) {
    int on = 1;
    return sqlite3_file_control(database, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
}
