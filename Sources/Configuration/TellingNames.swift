/// Names whose values usually open a door, so that nobody is to see them.
enum TellingNames {
    private static let parameters = ["key", "token", "auth", "pass", "secret", "sig", "session", "hash"]
    private static let headers = ["auth", "token", "key", "cookie", "secret", "session"]

    /// Whether a header is telling; `Accept-Language` is nobody's secret.
    static func contains(header name: String) -> Bool {
        let name = name.lowercased()
        return headers.contains { name.contains($0) }
    }

    /// The parameters of a query; of telling ones only what `cover` makes of the name.
    static func query(_ query: Substring, covering cover: (Substring) -> String?) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false).compactMap { parameter in
            guard let equals = parameter.firstIndex(of: "=") else { return String(parameter) }
            let name = parameter[..<equals].lowercased()
            guard parameters.contains(where: { name.contains($0) }) else { return String(parameter) }
            return cover(parameter[..<equals])
        }.joined(separator: "&")
    }

    /// A URL whose telling parameters have lost their values.
    static func covered(url: String) -> String {
        guard let mark = url.firstIndex(of: "?") else { return url }
        return url[...mark] + query(url[url.index(after: mark)...]) { "\($0)=***" }
    }
}
