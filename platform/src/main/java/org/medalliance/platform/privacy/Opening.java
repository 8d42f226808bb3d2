package org.medalliance.platform.privacy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.impl.CriticalHeaderParamsDeferral;
import com.nimbusds.jose.crypto.impl.ECDH;
import com.nimbusds.jose.crypto.impl.ECDHCryptoProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Opens with one private key; the secrets shared with senders' latest ephemeral keys are not derived anew each time. */
final class Opening extends ECDHCryptoProvider implements JWEDecrypter {

    /** Senders times replicas, and some before them; strangers cannot fill more. */
    private static final int REMEMBERED = 64;

    private final ECKey own;
    private final CriticalHeaderParamsDeferral critical = new CriticalHeaderParamsDeferral();
    private final Map<ECKey, SecretKey> shared = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ECKey, SecretKey> eldest) {
            return size() > REMEMBERED;
        }
    };

    Opening(ECKey own) throws JOSEException {
        super(own.getCurve(), null);
        this.own = own;
    }

    @Override
    public byte[] decrypt(
            JWEHeader header,
            @Nullable Base64URL key,
            Base64URL iv,
            Base64URL sealed,
            Base64URL tag,
            byte[] authenticated)
            throws JOSEException {
        critical.ensureHeaderPasses(header);
        if (!(header.getEphemeralPublicKey() instanceof ECKey ephemeral)
                || !getCurve().equals(ephemeral.getCurve())) {
            throw new JOSEException("There is no ephemeral key of our curve in the header.");
        }
        return decryptWithZ(header, authenticated, sharedWith(ephemeral), key, iv, sealed, tag);
    }

    private SecretKey sharedWith(ECKey ephemeral) throws JOSEException {
        synchronized (shared) {
            var known = shared.get(ephemeral);
            if (known == null) {
                known = derived(ephemeral);
                shared.put(ephemeral, known);
            }
            return known;
        }
    }

    /** An ECKey cannot be made of a point that is not on its curve. */
    private SecretKey derived(ECKey ephemeral) throws JOSEException {
        return ECDH.deriveSharedSecret(ephemeral.toECPublicKey(), own.toECPrivateKey(), null);
    }

    @Override
    public Set<Curve> supportedEllipticCurves() {
        return Set.of(Curve.P_256, Curve.P_384, Curve.P_521);
    }
}
