internal import Articles

/// Whether secrets must be had when a configuration is read.
package enum SecretPolicy: Sendable {
    /// For whoever fetches: a secret that cannot be had is an error.
    case required
    /// For whoever only looks: it is a warning, and the secret reveals nothing.
    case optional
}

/// Reads secrets where the configuration says they are: systemd credentials, private files, the environment.
struct SecretReader {
    let environment: [String: String]
    let policy: SecretPolicy

    /// A secret that could not be had, and why; never with any part of its value.
    private struct Failure: Error {
        var message: String
        var hint: String?
    }

    /// The secret under `key`: a plain string, or a table with one of `credential`, `file` and `env`.
    func secret(_ key: String, in table: inout TableReader) -> Secret? {
        guard let node = table.node(key) else { return nil }
        return secret(key, node, in: table)
    }

    /// The secret in a node that already was looked up.
    func secret(_ key: String, _ node: TOMLNode, in table: TableReader) -> Secret? {
        switch node.value {
        case .string(let text): return Secret(text, origin: .plain)
        case .table(let entries):
            var reference = TableReader(
                entries, name: "`\(key)` of \(table.name)", file: table.file, place: node.place,
                findings: table.findings)
            let origins: [Secret.Origin] = [
                reference.string("credential").map { .credential($0) },
                reference.string("file").map { .file(Path.resolve($0, from: table.file)) },
                reference.string("env").map { .environment($0) },
            ].compactMap(\.self)
            reference.finish()
            guard origins.count == 1 else {
                // A key of a wrong type or name has been reported already.
                guard origins.count > 1 || entries.isEmpty else { return nil }
                return table.refuse(
                    .invalidValue, node,
                    "`\(key)` in \(table.name) must name one of `credential`, `file` and `env`")
            }
            return read(origins[0], key, node, table)
        default:
            return table.refuse(
                .wrongType, node,
                "`\(key)` in \(table.name) must be a string or { credential | file | env = \"…\" }, "
                    + "found \(node.value.kind)")
        }
    }

    private func read(_ origin: Secret.Origin, _ key: String, _ node: TOMLNode, _ table: TableReader)
        -> Secret
    {
        do throws(Failure) {
            return Secret(try value(of: origin), origin: origin)
        } catch {
            let message = "`\(key)` in \(table.name): \(error.message)"
            switch policy {
            case .required:
                table.findings.error(.secret, table.file, node.place, message, hint: error.hint)
            case .optional:
                table.findings.warning(.secret, table.file, node.place, message, hint: error.hint)
            }
            return Secret(nil, origin: origin)
        }
    }

    private func value(of origin: Secret.Origin) throws(Failure) -> String? {
        switch origin {
        case .plain: return nil
        case .credential(let name): return try credential(name)
        case .file(let path): return try file(path)
        case .environment(let name):
            guard let value = environment[name], !value.isEmpty else {
                throw Failure(message: "the environment has no \(name.shortened(to: 60))")
            }
            return try clean(Array(value.utf8), "the variable \(name.shortened(to: 60))")
        }
    }

    /// systemd has checked who may read these; `LoadCredential=feeds:DIRECTORY` makes `feeds_NAME` of a file.
    private func credential(_ name: String) throws(Failure) -> String {
        guard !name.isEmpty, !name.hasPrefix("."), name.utf8.allSatisfy(\.isNameByte) else {
            throw Failure(message: "the name of a credential is made of letters, digits, `.`, `_` and `-`")
        }
        guard let directory = environment["CREDENTIALS_DIRECTORY"], Path.isAbsolute(directory) else {
            throw Failure(
                message: "there are no credentials: $CREDENTIALS_DIRECTORY is not set",
                hint: "systemd sets it for a unit with LoadCredential=")
        }
        for path in ["\(directory)/feeds_\(name)", "\(directory)/\(name)"] {
            let bytes: [UInt8]
            do throws(DiskFile.Failure) {
                bytes = try DiskFile.read(path, limit: Limits.secretBytes).bytes
            } catch {
                if error.isMissing { continue }
                throw Failure(message: "credential \(name) cannot be read: \(error.message)")
            }
            return try clean(bytes, "credential \(name)")
        }
        throw Failure(message: "there is no credential \(name)")
    }

    private func file(_ path: String) throws(Failure) -> String {
        let contents: DiskFile.Contents
        do throws(DiskFile.Failure) {
            contents = try DiskFile.read(path, limit: Limits.secretBytes)
        } catch {
            throw Failure(message: "\(path) cannot be read: \(error.message)")
        }
        guard contents.isRegular else { throw Failure(message: "\(path) is not a regular file") }
        guard !contents.isOpenToOthers else {
            throw Failure(
                message: "\(path) is open to its group or to others", hint: "chmod 600 makes it private")
        }
        return try clean(contents.bytes, path)
    }

    /// A secret is one line of text; the line break at its end is the editor's.
    private func clean(_ bytes: [UInt8], _ subject: String) throws(Failure) -> String {
        var bytes = bytes[...]
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        guard !bytes.isEmpty else { throw Failure(message: "\(subject) is empty") }
        guard let text = String(validating: bytes, as: UTF8.self),
            !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F })
        else { throw Failure(message: "\(subject) is not one line of text") }
        return text
    }
}

extension UInt8 {
    /// An ASCII letter, digit, `.`, `_` or `-`.
    var isNameByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }
}
