internal import Articles
internal import CZstd

/// Compresses lines, one zstd frame at a time: commits at level 3, with content size and checksum, never with a dictionary.
///
/// Owns a `ZSTD_CCtx`, which is used again because making one costs more than compressing a small batch.
@safe struct FrameCompressor: ~Copyable {
    private let context: OpaquePointer

    /// Makes a compressor; commits are made at zstd's own level 3.
    init(level: Int32 = 3) {
        guard let context = unsafe ZSTD_createCCtx() else { fatalError("out of memory") }
        unsafe self.context = context
        for (parameter, value) in [
            (ZSTD_c_compressionLevel, level), (ZSTD_c_contentSizeFlag, 1), (ZSTD_c_checksumFlag, 1),
        ] as [(ZSTD_cParameter, Int32)] {
            let result = unsafe ZSTD_CCtx_setParameter(context, parameter, value)
            precondition(ZSTD_isError(result) == 0, "zstd refuses a parameter that all its versions know")
        }
    }

    deinit { unsafe ZSTD_freeCCtx(context) }

    /// The frame of `plain`, with `extraBytes` of capacity to spare behind it.
    ///
    /// The C function is `ZSTD_compress2`.
    mutating func frame(of plain: [UInt8], sparing extraBytes: Int) -> [UInt8] {
        let bound = ZSTD_compressBound(plain.count)
        return unsafe [UInt8](unsafeUninitializedCapacity: bound + extraBytes) { output, count in
            let size = unsafe plain.withUnsafeBytes { input in
                unsafe ZSTD_compress2(context, output.baseAddress, bound, input.baseAddress, input.count)
            }
            // With a buffer of the bound's size nothing but memory can be missing.
            guard ZSTD_isError(size) == 0 else { fatalError("zstd: out of memory") }
            count = size
        }
    }
}
