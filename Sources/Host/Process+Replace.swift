internal import Glibc

extension Process {
    /// The directory that this program's file is in; nil where /proc is not mounted.
    public static var programDirectory: String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        guard length > 0 else { return nil }
        let path = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }

    /// Becomes another program with these arguments; returns only when there is none at any of the paths.
    ///
    /// A name without a slash is looked for in PATH. The C function is `execvp`.
    public static func become(anyOf paths: [String], arguments: [String]) {
        for path in paths {
            var pointers = unsafe ([path] + arguments).map { unsafe strdup($0) }
            unsafe pointers.append(nil)
            _ = unsafe execvp(path, pointers)
            unsafe pointers.forEach { unsafe free($0) }
        }
    }
}
