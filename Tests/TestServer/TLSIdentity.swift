internal import CTLS
internal import Glibc
internal import Synchronization

/// A certificate and its key, made for a test by the `openssl` program, and what a server does with them.
@safe package final class TLSIdentity: Sendable {
    /// Why there is none, in words.
    package struct MakingFailed: Error { package var command: String }

    /// What is wrong with a certificate.
    package enum Fault: Sendable { case none, expired, selfSigned }

    private static let path = "/tmp/newslog-test-tls-\(getpid())"

    /// A folder with the authority that signs the certificates of this process; made once.
    private static let folder: String? = {
        let folder = path
        atexit { _ = TLSIdentity.shell("rm -rf \(TLSIdentity.path)") }
        // OpenSSL writes to sockets that may be gone.
        signal(SIGPIPE, SIG_IGN)
        let isMade = shell(
            "mkdir -m 700 \(folder) && cd \(folder) && openssl req -x509 \(key) -keyout ca.key -out ca.pem"
                + " -days 2 -subj '/CN=newslog test authority'")
        return isMade ? folder : nil
    }()
    private static let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    private static let counter = Atomic(0)

    /// The certificate of the authority, in PEM: what a client is told to trust.
    package static var authority: String { "\(folder ?? "")/ca.pem" }

    /// The `SSL_CTX`, kept as a number: OpenSSL counts its users across threads, which Swift cannot know.
    private let address: UInt
    private var context: OpaquePointer? { unsafe OpaquePointer(bitPattern: address) }

    /// Makes a certificate for names and addresses of 127/8 and gets ready to serve with it.
    package init(
        _ names: [String] = ["127.0.0.1"], fault: Fault = .none, offersHTTP2: Bool = false,
        isOld: Bool = false
    ) throws {
        guard let folder = Self.folder else { throw MakingFailed(command: "openssl") }
        let file = "\(folder)/\(Self.counter.add(1, ordering: .relaxed).newValue)"
        let list = names.map { $0.hasPrefix("127.") ? "IP:\($0)" : "DNS:\($0)" }.joined(separator: ",")
        let extensions = "printf 'subjectAltName=\(list)\\n' > \(file).ext"
        let request = "openssl req \(Self.key) -keyout \(file).key -out \(file).csr -subj /CN=test"
        let signer =
            fault == .selfSigned ? "-signkey \(file).key" : "-CA \(folder)/ca.pem -CAkey \(folder)/ca.key"
        let sign =
            "openssl x509 -req -in \(file).csr \(signer) -set_serial 0x\(String(UInt64.random(in: 1...UInt64.max), radix: 16))"
            + " -days \(fault == .expired ? -1 : 2) -extfile \(file).ext -out \(file).pem"
        let command = "\(extensions) && \(request) && \(sign)"
        guard Self.shell(command), let context = unsafe SSL_CTX_new(TLS_server_method()) else {
            throw MakingFailed(command: command)
        }
        address = UInt(bitPattern: context)
        guard unsafe SSL_CTX_use_certificate_chain_file(context, "\(file).pem") == 1,
            unsafe SSL_CTX_use_PrivateKey_file(context, "\(file).key", SSL_FILETYPE_PEM) == 1
        else { throw MakingFailed(command: "loading \(file)") }
        if offersHTTP2 { unsafe newslog_tls_offer_http2(context) }
        if isOld {
            unsafe newslog_tls_set_max_version(context, TLS1_1_VERSION)
            unsafe SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0")
        }
        certificate = "\(file).pem"
        pin = Self.output(
            of: "openssl pkey -in \(file).key -pubout -outform der 2>/dev/null | openssl dgst -sha256 -binary"
                + " | openssl base64 -A", in: file)
    }

    deinit { unsafe SSL_CTX_free(context) }

    /// The certificate's file, in PEM.
    package let certificate: String
    /// The public key as a configuration pins it: `sha256//…`.
    package let pin: String

    /// A server's end of TLS on a socket.
    func connection(_ descriptor: Int32) -> OpaquePointer? {
        guard let ssl = unsafe SSL_new(context) else { return nil }
        _ = unsafe SSL_set_fd(ssl, descriptor)
        return unsafe ssl
    }

    private static func shell(_ command: String) -> Bool {
        unsafe system("{ \(command); } >/dev/null 2>&1") == 0
    }

    private static func output(of command: String, in file: String) -> String {
        _ = unsafe system("\(command) > \(file).out")
        let descriptor = unsafe open("\(file).out", O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        return "sha256//" + String(decoding: Socket.read(descriptor), as: UTF8.self)
    }
}
