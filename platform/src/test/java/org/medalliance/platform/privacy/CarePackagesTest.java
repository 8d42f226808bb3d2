package org.medalliance.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CarePackagesTest {

    private record Care(String name) {}

    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final ECKey telemedicine = key("telemedicine-service");
    private final ECKey staffing = key("staffing-service");
    private final JWKSet recipients = new JWKSet(List.<JWK>of(telemedicine.toPublicJWK(), staffing.toPublicJWK()));

    @Test
    void onlyTheServiceItIsAddressedToOpensIt() {
        var sealed = with(staffing).seal("telemedicine-service", new Care("张三"));

        assertThat(sealed).doesNotContain("张三");
        assertThat(with(telemedicine).open(sealed, Care.class)).isEqualTo(new Care("张三"));
        assertThatIllegalArgumentException().isThrownBy(() -> with(staffing).open(sealed, Care.class));
    }

    @Test
    void anAgreementServesForMinutesAndNoLonger() throws ParseException {
        var packages = with(telemedicine);
        var first = packages.seal("telemedicine-service", new Care("a"));
        var second = packages.seal("telemedicine-service", new Care("b"));
        now = now.plus(Sealing.LIFE);
        var later = packages.seal("telemedicine-service", new Care("c"));

        assertThat(ephemeral(second)).isEqualTo(ephemeral(first));
        assertThat(second.split("\\.")[1]).isNotEqualTo(first.split("\\.")[1]);
        assertThat(ephemeral(later)).isNotEqualTo(ephemeral(first));
        assertThat(packages.open(later, Care.class)).isEqualTo(new Care("c"));
        assertThat(packages.open(first, Care.class)).isEqualTo(new Care("a"));
    }

    /** What is opened here was sealed by the library's own classes, and the other way round: it is plain JWE. */
    @Test
    void othersLibrariesSealAndOpenTheSamePackages() throws Exception {
        var packages = with(telemedicine);
        var sealed = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM).build(),
                new Payload("{\"name\":\"张三\"}"));
        sealed.encrypt(new ECDHEncrypter(telemedicine));
        assertThat(packages.open(sealed.serialize(), Care.class)).isEqualTo(new Care("张三"));

        var ours = JWEObject.parse(packages.seal("telemedicine-service", new Care("李四")));
        ours.decrypt(new ECDHDecrypter(telemedicine));
        assertThat(ours.getPayload()).hasToString("{\"name\":\"李四\"}");
    }

    @Test
    void anEphemeralKeyOfAnotherCurveIsRefused() throws Exception {
        var packages = with(telemedicine);
        var other = new ECKeyGenerator(Curve.P_384).generate().toPublicJWK();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> packages.open(bent("\"epk\":\\{[^}]*}", "\"epk\":" + other.toJSONString()), Care.class));
    }

    @Test
    void anEphemeralKeyThatIsNoPointOfTheCurveIsRefused() {
        var packages = with(telemedicine);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> packages.open(bent("\"y\":\"[^\"]+\"", "\"y\":\"AQ\""), Care.class));
    }

    /** A header that says "do not open this unless you understand" is not passed over. */
    @Test
    void aCriticalHeaderThatNobodyKnowsIsRefused() throws Exception {
        var sealed = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                        .criticalParams(Set.of("http://alliance/once"))
                        .customParam("http://alliance/once", true)
                        .build(),
                new Payload("{\"name\":\"张三\"}"));
        sealed.encrypt(new ECDHEncrypter(telemedicine));

        var packages = with(telemedicine);
        assertThatIllegalArgumentException().isThrownBy(() -> packages.open(sealed.serialize(), Care.class));
    }

    private String bent(String place, String other) {
        var parts =
                with(telemedicine).seal("telemedicine-service", new Care("a")).split("\\.");
        var header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        var bent = header.replaceAll(place, other);
        assertThat(bent).isNotEqualTo(header);
        parts[0] = Base64.getUrlEncoder().withoutPadding().encodeToString(bent.getBytes(StandardCharsets.UTF_8));
        return String.join(".", parts);
    }

    @Test
    void theSameCareIsNeverSealedTheSameWay() {
        var packages = with(telemedicine);
        assertThat(packages.seal("telemedicine-service", new Care("a")))
                .isNotEqualTo(packages.seal("telemedicine-service", new Care("a")));
    }

    @Test
    void whatWasTamperedWithIsRefusedWhereverItWas() {
        var packages = with(telemedicine);
        var parts = packages.seal("telemedicine-service", new Care("张三")).split("\\.");
        for (int part = 0; part < parts.length; part++) {
            var bent = parts.clone();
            var middle = bent[part].length() / 2;
            var other = bent[part].charAt(middle) == 'A' ? 'B' : 'A';
            bent[part] = bent[part].substring(0, middle) + other + bent[part].substring(middle + 1);
            assertThatIllegalArgumentException()
                    .as("part " + part)
                    .isThrownBy(() -> packages.open(String.join(".", bent), Care.class));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> packages.open("no package", Care.class));
    }

    @Test
    void afterARotationTheOlderKeyStillOpensWhatWasSealedBefore() {
        var sealed = with(telemedicine).seal("telemedicine-service", new Care("a"));
        var newer = key("telemedicine-service");

        assertThat(with(newer, telemedicine).open(sealed, Care.class)).isEqualTo(new Care("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> with(newer).open(sealed, Care.class));
    }

    @Test
    void nothingIsSealedForAServiceWithoutAKey() {
        assertThatIllegalStateException().isThrownBy(() -> with(staffing).seal("referral-service", new Care("a")));
    }

    private static JWK ephemeral(String sealed) throws ParseException {
        return JWEObject.parse(sealed).getHeader().getEphemeralPublicKey();
    }

    private CarePackages with(JWK... own) {
        var time = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
        return new CarePackages(
                new JWKSet(List.of(own)), recipients, JsonMapper.builder().build(), time);
    }

    private static ECKey key(String service) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(service).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
