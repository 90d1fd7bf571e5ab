internal import CDeflate

/// The owner of a libdeflate decompressor: one stream in, its bytes out, never more than allowed.
@safe struct Inflater: ~Copyable {
    /// What wraps the compressed bytes.
    enum Wrapping { case gzip, zlib, none }

    /// Why there are no bytes.
    enum Failure: Error { case tooLarge, damaged }

    /// The size first tried; the second and last try is the cap, so a stream is inflated at most twice.
    ///
    /// What a gzip trailer says about its size is not asked.
    private static let firstTry = 1 << 20

    private let decompressor: OpaquePointer?

    init() { unsafe decompressor = libdeflate_alloc_decompressor() }
    deinit { unsafe libdeflate_free_decompressor(decompressor) }

    /// Appends what one stream says to `output`, which may grow to `cap` bytes; returns the bytes of input it
    /// took.
    func inflate(
        _ input: ArraySlice<UInt8>, _ wrapping: Wrapping, into output: inout [UInt8], cap: Int
    ) throws(Failure) -> Int {
        guard let decompressor = unsafe decompressor else { throw .damaged }
        let room = cap - output.count
        for size in [min(Self.firstTry, room), room] {
            var (taken, made, result) = (0, 0, LIBDEFLATE_BAD_DATA)
            let part = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                unsafe input.withUnsafeBytes { source in
                    let (from, length) = (source.baseAddress, source.count)
                    let (to, size) = (buffer.baseAddress, buffer.count)
                    result =
                        switch wrapping {
                        case .gzip:
                            unsafe libdeflate_gzip_decompress_ex(
                                decompressor, from, length, to, size, &taken, &made)
                        case .zlib:
                            unsafe libdeflate_zlib_decompress_ex(
                                decompressor, from, length, to, size, &taken, &made)
                        case .none:
                            unsafe libdeflate_deflate_decompress_ex(
                                decompressor, from, length, to, size, &taken, &made)
                        }
                }
                count = result == LIBDEFLATE_SUCCESS ? made : 0
            }
            switch result {
            case LIBDEFLATE_SUCCESS:
                output.append(contentsOf: part)
                return taken
            case LIBDEFLATE_INSUFFICIENT_SPACE: continue
            default: throw .damaged
            }
        }
        throw .tooLarge
    }
}
