package org.medalliance.platform.crypto;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class CryptoConfiguration {

    /**
     * @param suite {@code sm} or {@code international}
     * @param sources see {@link KeySource}; together they hold a key of each purpose
     * @param password of a PKCS#12 file among them
     */
    @Bean
    Keys keys(
            @Value("${alliance.crypto.suite:sm}") String suite,
            @Value("${alliance.crypto.keys:}") List<String> sources,
            @Value("${alliance.crypto.password:}") String password) {
        var keys = sources.stream()
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .flatMap(it -> KeySource.at(it, password).keys().stream())
                .toList();
        return new Keys(Suite.of(suite), keys);
    }
}
