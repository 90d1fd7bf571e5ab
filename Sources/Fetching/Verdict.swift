internal import Articles

/// What an answer means, once libcurl has delivered it whole: a document, a redirect, or a failure with its
/// words.
enum Verdict {
    case document
    case notModified
    case redirect(location: [UInt8])
    case failure(FetchCode, String)

    init(_ head: ResponseHead, body: [UInt8], isConditional: Bool) {
        switch head.status {
        case 200, 203: self = .document
        case 304 where isConditional: self = .notModified
        case 301, 302, 303, 307, 308: self = .redirect(location: head.bytes(.location) ?? [])
        case 304:
            self = .failure(
                .unexpected304, "the server says \"not modified\" (304) though it was not asked")
        case 204, 205: self = .failure(.noContent, "the server sends no document (\(head.status))")
        case 206: self = .failure(.unexpectedStatus, "the server sends a part of the document (206), unasked")
        case 300, 305, 306:
            self = .failure(.badRedirect, "the server answers \(head.status), which leads nowhere")
        case 410: self = .failure(.gone, "the feed is gone for good, says the server (410)")
        case 429: self = .failure(.tooManyRequests, "the server wants fewer requests (429)")
        case 403 where Self.isChallenge(head, body), 503 where Self.isChallenge(head, body):
            self = .failure(.challenge, ChallengePage.message)
        case 401, 407:
            self = .failure(.clientError, "the server wants a user name and password (\(head.status))")
        case 403: self = .failure(.clientError, "the server refuses access (403)")
        case 404: self = .failure(.clientError, "there is nothing at this URL (404)")
        case 400..<500:
            self = .failure(.clientError, "the server takes the request for wrong (\(head.status))")
        case 500..<600: self = .failure(.serverError, "the server has a fault of its own (\(head.status))")
        default: self = .failure(.unexpectedStatus, "the server answers with status \(head.status)")
        }
    }

    /// Cloudflare's page for programs, by its header or its words.
    private static func isChallenge(_ head: ResponseHead, _ body: [UInt8]) -> Bool {
        head.text(.mitigated) == "challenge" || ChallengePage.isOne(body)
    }
}
