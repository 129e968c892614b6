/// One of the forty sizes of a QR code, with what it holds at level M (ISO/IEC 18004, tables 7 and 9).
struct QRVersion: Sendable {
    let number: Int

    var size: Int { 17 + 4 * number }

    static func smallest(for bytes: Int) -> QRVersion? {
        (1...40).lazy.map(QRVersion.init(number:)).first { $0.mostBytes >= bytes }
    }

    /// Codewords of each block that correct errors, and how many blocks there are.
    private static let corrections = [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
        26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ]
    private static let blocks = [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
        17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ]

    private var correction: Int { Self.corrections[number - 1] }
    private var blockCount: Int { Self.blocks[number - 1] }

    /// Codewords that the modules have room for beside the patterns.
    private var allCodewords: Int {
        var modules = (16 * number + 128) * number + 64
        if number >= 2 {
            let centres = number / 7 + 2
            modules -= (25 * centres - 10) * centres - 55
            if number >= 7 { modules -= 36 }
        }
        return modules / 8
    }

    private var dataCodewords: Int { allCodewords - correction * blockCount }
    private var countBits: Int { number < 10 ? 8 : 16 }
    private var mostBytes: Int { (dataCodewords * 8 - 4 - countBits) / 8 }

    /// Where the middles of the small squares lie, in both directions (annex E).
    var alignmentCentres: [Int] {
        guard number > 1 else { return [] }
        let count = number / 7 + 2
        let step = number == 32 ? 26 : (number * 4 + count * 2 + 1) / (count * 2 - 2) * 2
        return [6] + (0..<count - 1).map { size - 7 - $0 * step }.reversed()
    }

    /// The bytes in byte mode, filled up, with what corrects errors; the blocks by turns (7.4 to 7.6).
    func codewords(of bytes: [UInt8]) -> [UInt8] {
        var bits = Bits()
        bits.append(0b0100, count: 4)
        bits.append(bytes.count, count: countBits)
        for byte in bytes { bits.append(Int(byte), count: 8) }
        bits.append(0, count: min(4, dataCodewords * 8 - bits.count))
        var data = bits.bytes
        for index in data.count..<max(data.count, dataCodewords) {
            data.append((index - bits.bytes.count) % 2 == 0 ? 0xEC : 0x11)
        }
        return interleaved(data)
    }

    private func interleaved(_ data: [UInt8]) -> [UInt8] {
        let short = dataCodewords / blockCount
        let longBlocks = dataCodewords % blockCount
        var blocks: [[UInt8]] = []
        var start = 0
        for index in 0..<blockCount {
            let length = short + (index < blockCount - longBlocks ? 0 : 1)
            blocks.append(Array(data[start..<start + length]))
            start += length
        }
        let divisor = ReedSolomon.divisor(degree: correction)
        let corrections = blocks.map { ReedSolomon.remainder(of: $0, by: divisor) }
        let told = (0...short).flatMap { index in blocks.compactMap { index < $0.count ? $0[index] : nil } }
        return told + (0..<correction).flatMap { index in corrections.map { $0[index] } }
    }
}

/// Bits, the first of each byte the most significant.
private struct Bits {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0

    mutating func append(_ value: Int, count length: Int) {
        for shift in (0..<length).reversed() {
            if count % 8 == 0 { bytes.append(0) }
            bytes[count / 8] |= UInt8(value >> shift & 1) << UInt8(7 - count % 8)
            count += 1
        }
    }
}

/// Reed–Solomon codes over GF(2⁸) with the polynomial 0x11D (ISO/IEC 18004, 7.5.2).
private enum ReedSolomon {
    /// The coefficients of the divisor, without the leading one.
    static func divisor(degree: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: degree - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in 0..<degree {
                result[index] = product(result[index], root)
                if index + 1 < degree { result[index] ^= result[index + 1] }
            }
            root = product(root, 2)
        }
        return result
    }

    static func remainder(of data: [UInt8], by divisor: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: divisor.count)
        for byte in data {
            let factor = byte ^ result.removeFirst()
            result.append(0)
            for index in result.indices { result[index] ^= product(divisor[index], factor) }
        }
        return result
    }

    private static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
        var result = 0
        for shift in (0..<8).reversed() {
            result = result << 1 ^ (result >> 7) * 0x11D
            result ^= Int(other >> UInt8(shift) & 1) * Int(one)
        }
        return UInt8(result & 0xFF)
    }
}
