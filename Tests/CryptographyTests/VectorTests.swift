import Cryptography
import Testing

/// The vectors stand in the standards that each test names.
@Suite("Vectors of the standards")
struct VectorTests {
    @Test("the hashes are those of FIPS 180-4's examples, of nothing and of `abc`")
    func hashes() {
        #expect(HashFunction.sha1.hash(Array("abc".utf8)) == Hex.bytes("a9993e364706816aba3e25717850c26c9cd0d89d"))
        #expect(
            HashFunction.sha256.hash([])
                == Hex.bytes("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        #expect(
            HashFunction.sha256.hash(Array("abc".utf8))
                == Hex.bytes("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
        #expect(
            HashFunction.sha512.hash(Array("abc".utf8))
                == Hex.bytes(
                    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"))
    }

    @Test("codes are those of RFC 4231: short keys, and keys longer than a block")
    func codes() {
        let short = AuthenticationKey("Jefe")
        #expect(
            short.code(of: "what do ya want for nothing?")
                == Hex.bytes("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
        let text = "Test Using Larger Than Block-Size Key - Hash Key First"
        #expect(
            AuthenticationKey([UInt8](repeating: 0xaa, count: 131)).code(of: text)
                == Hex.bytes("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"))
        #expect(
            AuthenticationKey([UInt8](repeating: 0xaa, count: 131), .sha512).code(of: text)
                == Hex.bytes(
                    "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
                        + "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"))
    }

    @Test("codes by SHA-1 are those of RFC 2202, and without a key they are made too")
    func oldCodes() {
        #expect(
            AuthenticationKey(Array("Jefe".utf8), .sha1).code(of: "what do ya want for nothing?")
                == Hex.bytes("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"))
        #expect(
            AuthenticationKey("").code(of: "")
                == Hex.bytes("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"))
    }

    @Test("a key opens what it sealed, as AES-256-GCM's test case 16 has it, and nothing else")
    func sealing() {
        let key = SealingKey(Hex.bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"))
        let nonce = Hex.bytes("cafebabefacedbaddecaf888")
        let subject = Hex.bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2")
        let bytes = Hex.bytes(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                + "b16aedf5aa0de657ba637b39")
        let sealed = key.seal(bytes, nonce: nonce, of: subject)
        let expected = Hex.bytes(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                + "c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b")
        #expect(sealed == nonce + expected)
        #expect(key.open(sealed, of: subject) == bytes)
        for place in sealed.indices {
            var changed = sealed
            changed[place] ^= 1
            #expect(key.open(changed, of: subject) == nil)
        }
        #expect(key.open(sealed, of: []) == nil)
        #expect(key.open(Array(sealed.dropLast()), of: subject) == nil)
        #expect(key.open(Array(sealed.prefix(27)), of: subject) == nil)
        #expect(SealingKey([UInt8](repeating: 1, count: 32)).open(sealed, of: subject) == nil)
        #expect(key.open(key.seal([], nonce: nonce, of: []), of: []) == [])
    }
}

enum Hex {
    /// The bytes of a text of hexadecimal digits.
    static func bytes(_ text: String) -> [UInt8] {
        stride(from: 0, to: text.utf8.count, by: 2).map { place in
            let start = text.index(text.startIndex, offsetBy: place)
            return UInt8(text[start..<text.index(start, offsetBy: 2)], radix: 16)!
        }
    }
}
