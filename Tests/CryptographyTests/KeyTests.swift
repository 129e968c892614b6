import Cryptography
import Foundation
import Peers
import Testing

@Suite("Keys")
struct KeyTests {
    @Test("derived keys are those of RFC 5869, A.1 and A.3: with salt and information, and with neither")
    func derived() {
        let secret = [UInt8](repeating: 0x0b, count: 22)
        #expect(
            DerivedKey.bytes(
                of: secret, salt: Hex.bytes("000102030405060708090a0b0c"), info: Hex.bytes("f0f1f2f3f4f5f6f7f8f9"),
                count: 42)
                == Hex.bytes(
                    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"))
        #expect(
            DerivedKey.bytes(of: secret, salt: [], info: [], count: 42)
                == Hex.bytes(
                    "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"))
        #expect(DerivedKey.of("a secret", for: "one") != DerivedKey.of("a secret", for: "another"))
        #expect(DerivedKey.of("a secret", for: "one").count == SealingKey.keyBytes)
    }

    @Test("an RSA key is read in either of its forms; one behind a password, of another kind or none is not")
    func forms() throws {
        let made = try GeneratedKey()
        #expect(RSAKey(pem: made.privatePEM)?.bits == 2_048)
        let elliptic = try GeneratedKey(.elliptic)
        let cut = String(made.privatePEM.dropLast(200))
        for text in ["", "no key", made.publicPEM, made.lockedPEM, elliptic.privatePEM, cut] {
            #expect(RSAKey(pem: text) == nil, "\(text.prefix(40))")
        }
    }

    @Test("the public numbers are without zeros before, and what they are of signs")
    func numbers() throws {
        let key = try #require(RSAKey(pem: try GeneratedKey(.rsa(bits: 2_048)).privatePEM))
        #expect(key.modulus.count == 256 && key.modulus[0] >= 128)
        #expect(key.exponent == [1, 0, 1])
        // RFC 8017, 8.2: without chance, so the same each time, and as long as the key.
        let signature = key.signature(of: Array("a message".utf8))
        #expect(signature.count == 256 && signature == key.signature(of: Array("a message".utf8)))
        #expect(signature != key.signature(of: Array("another".utf8)))
    }

    @Test("bytes are the same only where all are, and as many")
    func same() {
        #expect([UInt8]().isSame(as: []))
        #expect([1, 2, 3].isSame(as: [1, 2, 3]))
        #expect(![1, 2, 3].isSame(as: [1, 2, 4]))
        #expect(![1, 2, 3].isSame(as: [1, 2]))
        #expect(![UInt8]().isSame(as: [0]))
    }

    @Test("no key is shown by printing it")
    func hidden() throws {
        let texts = [
            "\(AuthenticationKey("s3cret"))", "\(SealingKey([UInt8](repeating: 7, count: 32)))",
            String(reflecting: RSAKey(pem: try GeneratedKey().privatePEM)),
        ]
        for text in texts { #expect(text.contains("(key)") && !text.contains("115"), "\(text)") }
    }

    @Test("base64 for URLs is read with and without its two own signs, and what is none is nil")
    func base64() {
        let bytes: [UInt8] = [0xfb, 0xff, 0xfe, 0]
        #expect(Base64URL.text(bytes) == "-__-AA")
        #expect(Base64URL.bytes("-__-AA") == bytes)
        #expect(Base64URL.bytes("") == [])
        #expect(Base64URL.bytes("a") == nil && Base64URL.bytes("ä") == nil)
    }
}
