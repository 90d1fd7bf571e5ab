internal import Articles
internal import CZstd

/// Decompresses frames, each into a buffer of the size that its trailer and its header agree on.
///
/// Owns a `ZSTD_DCtx`.
@safe struct FrameDecompressor: ~Copyable {
    private let context: OpaquePointer

    init() {
        guard let context = unsafe ZSTD_createDCtx() else { fatalError("out of memory") }
        unsafe self.context = context
    }

    deinit { unsafe ZSTD_freeDCtx(context) }

    /// The lines in a frame; nil when it does not give exactly `plainBytes` bytes or its checksum does not hold.
    ///
    /// `plainBytes` comes from a valid trailer, which bounds it.
    ///
    /// The C function is `ZSTD_decompressDCtx`.
    mutating func plain(of frame: ArraySlice<UInt8>, plainBytes: Int) -> [UInt8]? {
        guard plainBytes <= Limits.frameBytes, FrameHeader.plainBytes(of: frame) == plainBytes else {
            return nil
        }
        let plain = unsafe [UInt8](unsafeUninitializedCapacity: plainBytes) { output, count in
            let size = unsafe frame.withUnsafeBytes { input in
                unsafe ZSTD_decompressDCtx(
                    context, output.baseAddress, plainBytes, input.baseAddress, input.count)
            }
            count = ZSTD_isError(size) == 0 ? size : 0
        }
        return plain.count == plainBytes ? plain : nil
    }
}

/// What can be told of a frame without decompressing it.
enum FrameHeader {
    /// The first bytes of every zstd frame (RFC 8878 3.1.1).
    static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

    /// How long a frame is.
    enum Length: Hashable { case bytes(Int), needsMore, invalid }

    /// The length of the frame at the beginning of `bytes`, from its block headers.
    ///
    /// The C function is `ZSTD_findFrameCompressedSize`.
    static func length(of bytes: ArraySlice<UInt8>) -> Length {
        // The C function takes skippable frames too, a trailer among them.
        guard bytes.starts(with: magic.prefix(bytes.count)) else { return .invalid }
        guard bytes.count > magic.count else { return .needsMore }
        let size = unsafe bytes.withUnsafeBytes {
            unsafe ZSTD_findFrameCompressedSize($0.baseAddress, $0.count)
        }
        guard ZSTD_isError(size) != 0 else { return .bytes(size) }
        return ZSTD_getErrorCode(size) == ZSTD_error_srcSize_wrong ? .needsMore : .invalid
    }

    /// The content size in the header of the frame; nil when there is none.
    ///
    /// The C function is
    /// `ZSTD_getFrameContentSize`.
    static func plainBytes(of frame: ArraySlice<UInt8>) -> Int? {
        guard frame.starts(with: magic) else { return nil }
        let size = unsafe frame.withUnsafeBytes { unsafe ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
        // Unknown and error are the two highest numbers.
        return Int(exactly: size)
    }
}
