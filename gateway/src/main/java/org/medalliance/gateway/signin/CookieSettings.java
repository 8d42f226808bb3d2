package org.medalliance.gateway.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param secureCookies cookies are {@code __Host-} and {@code Secure}. Browsers take them over https, and over plain http
 *     from the machine itself where they count loopback as safe. Only a trial over plain http from another machine needs
 *     {@code false}; then whoever can read the line can take a session.
 */
@ConfigurationProperties("alliance.gateway")
record CookieSettings(@DefaultValue("true") boolean secureCookies) {

    String session() {
        return secureCookies ? "__Host-alliance" : "alliance";
    }

    String csrf() {
        return secureCookies ? "__Host-XSRF-TOKEN" : "XSRF-TOKEN";
    }
}
