package org.medalliance.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Both suites against the vectors of their standards. */
class SuitesTest {

    private static final HexFormat HEX = HexFormat.of();

    private static final Suite SM = Suite.of("sm");
    private static final Suite INTERNATIONAL = Suite.of("international");

    /** RFC 8998, appendix A.1. */
    @Test
    void sm4GcmIsThatOfItsStandard() {
        var key = hex("0123456789abcdeffedcba9876543210");
        var nonce = hex("00001234567800000000abcd");
        var context = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        var clear = hex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
        var sealed = hex("17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                + "83de3541e4c2b58177e065a9bf7b62ec");

        assertThat(SM.seal(key, nonce, context, clear)).isEqualTo(sealed);
        assertThat(SM.open(key, nonce, context, sealed)).isEqualTo(clear);
    }

    /** GM/T 0042-2015, appendix D.3. */
    @Test
    void hmacSm3IsThatOfItsStandard() {
        var key = hex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20");
        var text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".repeat(2);

        assertThat(SM.mac(key, text.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(hex("ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a"));
    }

    /** McGrew and Viega, The Galois/Counter Mode of Operation, test case 16. */
    @Test
    void aesGcmIsThatOfItsStandard() {
        var key = hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        var nonce = hex("cafebabefacedbaddecaf888");
        var context = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        var clear = hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
        var sealed = hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b");

        assertThat(INTERNATIONAL.seal(key, nonce, context, clear)).isEqualTo(sealed);
        assertThat(INTERNATIONAL.open(key, nonce, context, sealed)).isEqualTo(clear);
    }

    /** RFC 4231, test case 1. */
    @Test
    void hmacSha256IsThatOfItsStandard() {
        assertThat(INTERNATIONAL.mac(hex("0b".repeat(20)), "Hi There".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
    }

    @Test
    void aBitMoreOrLessAndNothingOpens() {
        for (var suite : new Suite[] {SM, INTERNATIONAL}) {
            var key = new byte[suite.keyLength()];
            var nonce = new byte[Suite.NONCE];
            var sealed = suite.seal(key, nonce, new byte[] {1}, "张三".getBytes(StandardCharsets.UTF_8));
            for (var place = 0; place < sealed.length; place++) {
                var changed = sealed.clone();
                changed[place] ^= 1;
                assertThatThrownBy(() -> suite.open(key, nonce, new byte[] {1}, changed))
                        .isInstanceOf(Tampered.class);
            }
            assertThatThrownBy(() -> suite.open(key, nonce, new byte[] {2}, sealed))
                    .isInstanceOf(Tampered.class);
        }
    }

    private static byte[] hex(String text) {
        return HEX.parseHex(text);
    }
}
