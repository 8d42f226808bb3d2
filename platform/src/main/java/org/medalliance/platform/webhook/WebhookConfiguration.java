package org.medalliance.platform.webhook;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.outbound.Outbound;
import org.medalliance.platform.privacy.SealedTable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
@Import({
    CourierBell.class,
    WebhookSecrets.class,
    Webhooks.class,
    WebhookKinds.class,
    WebhookDesk.class,
    WebhookController.class,
    Deliveries.class,
    SentDeliveries.class,
    DeliveryController.class,
    Post.class,
    Courier.class,
    CourierLoop.class,
    WebhookPulse.class
})
public class WebhookConfiguration {

    @Bean
    Outbound webhookOutbound(WebhookSettings settings, SslBundles bundles) throws SSLException {
        return new Outbound(settings.allowedHosts(), settings.timeout(), trust(settings.sslBundle(), bundles));
    }

    /** So that the secrets are sealed anew when keys change. */
    @Bean
    SealedTable sealedWebhooks() {
        return WebhookSecrets.TABLE;
    }

    private static @Nullable SslContext trust(@Nullable String bundle, SslBundles bundles) throws SSLException {
        return bundle == null || bundle.isBlank()
                ? null
                : SslContextBuilder.forClient()
                        .trustManager(bundles.getBundle(bundle).getManagers().getTrustManagerFactory())
                        .build();
    }
}
