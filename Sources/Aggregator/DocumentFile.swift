internal import Articles
internal import Fetching
package import Host

/// A document in a file of this machine: a source by explicit configuration, or something to look at.
package enum DocumentFile {
    /// Reads all of it, from a pipe as well; what is beyond the limit of a document makes it too large for anybody.
    package static func read(_ path: String) throws(SystemError) -> [UInt8] {
        let file = try File(path, .read)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(try file.status().size, Limits.decodedBodyBytes) + 1)
        while true {
            let chunk = try file.readNext(64 << 10)
            bytes += chunk
            guard !chunk.isEmpty, bytes.count <= Limits.decodedBodyBytes else { return bytes }
        }
    }

    /// The same, unpacked where it is gzip; nil when that is damaged or too large.
    package static func readUnpacked(_ path: String) throws(SystemError) -> [UInt8]? {
        let bytes = try read(path)
        var warnings: [Warning] = []
        return try? ContentDecoder().decode(
            bytes, labelled: nil, cap: Limits.decodedBodyBytes, warnings: &warnings)
    }
}
