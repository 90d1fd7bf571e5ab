import Configuration
import Glibc

/// A directory of configuration files for one test, gone when the test ends.
final class TestFolder {
    let path: String
    private var made: [String] = []

    /// Makes the directory and writes the files into it; a name may have one folder in front.
    init(_ files: [String: String] = [:], mode: mode_t = 0o600) {
        var template = Array("/tmp/newslog-configuration-XXXXXX".utf8CString)
        path = unsafe template.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress, let name = unsafe mkdtemp(start) else {
                fatalError("mkdtemp failed")
            }
            return unsafe String(cString: name)
        }
        for (name, text) in files { write(name, Array(text.utf8), mode: mode) }
    }

    deinit {
        for name in made.reversed() where unsafe remove(name) != 0 { continue }
        _ = unsafe remove(path)
    }

    func write(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o600) {
        if let slash = name.firstIndex(of: "/") {
            let folder = "\(path)/\(name[..<slash])"
            if unsafe mkdir(folder, 0o700) == 0 { made.append(folder) }
        }
        let file = "\(path)/\(name)"
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC, mode)
        precondition(descriptor >= 0)
        precondition(
            unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
                == bytes.count)
        precondition(fchmod(descriptor, mode) == 0)
        close(descriptor)
        made.append(file)
    }

    /// Reads `newslog.toml` of this directory.
    func load(_ environment: [String: String] = [:], secrets: SecretPolicy = .required)
        throws(ConfigurationErrors) -> Settings
    {
        try Configuration.load(path: "\(path)/newslog.toml", environment: environment, secrets: secrets)
    }

    /// What is wrong, a line each, with paths as seen from this directory.
    func errors(_ environment: [String: String] = [:]) -> [String] {
        do throws(ConfigurationErrors) {
            _ = try load(environment)
            return []
        } catch {
            return error.errors.map(relative)
        }
    }

    /// What the settings warn of, a line each, with paths as seen from this directory.
    func warnings(_ environment: [String: String] = [:], secrets: SecretPolicy = .required)
        throws(ConfigurationErrors) -> [String]
    {
        try load(environment, secrets: secrets).warnings.map(relative)
    }

    private func relative(_ diagnostic: Diagnostic) -> String {
        diagnostic.description.split(separator: "\(path)/", omittingEmptySubsequences: false).joined()
    }
}

/// The settings of one file.
func load(_ text: String, _ environment: [String: String] = [:]) throws(ConfigurationErrors) -> Settings {
    try TestFolder(["newslog.toml": text]).load(environment)
}
