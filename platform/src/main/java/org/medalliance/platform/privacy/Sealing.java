package org.medalliance.platform.privacy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWECryptoParts;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.impl.AAD;
import com.nimbusds.jose.crypto.impl.ECDH;
import com.nimbusds.jose.crypto.impl.ECDHCryptoProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * One agreement with a recipient, for all that is sealed within some minutes: the ephemeral key is made and the shared
 * secret derived once, the content key is new for each package.
 */
final class Sealing extends ECDHCryptoProvider implements JWEEncrypter {

    /** How long an agreement is kept, in this process's memory alone. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private final ECKey ephemeral;
    private final SecretKey shared;

    Sealing(ECKey recipient) throws JOSEException {
        super(recipient.getCurve(), null);
        var pair = new ECKeyGenerator(recipient.getCurve()).generate();
        this.ephemeral = pair.toPublicJWK();
        this.shared = ECDH.deriveSharedSecret(recipient.toECPublicKey(), pair.toPrivateKey(), null);
    }

    @Override
    public JWECryptoParts encrypt(JWEHeader header, byte[] clear, byte[] authenticated) throws JOSEException {
        // The header that is authenticated is the one with the ephemeral key in it.
        var whole = new JWEHeader.Builder(header).ephemeralPublicKey(ephemeral).build();
        return encryptWithZ(whole, shared, clear, AAD.compute(whole));
    }

    @Override
    public Set<Curve> supportedEllipticCurves() {
        return Set.of(Curve.P_256, Curve.P_384, Curve.P_521);
    }
}
