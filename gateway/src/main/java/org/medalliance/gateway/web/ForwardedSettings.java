package org.medalliance.gateway.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param trustedProxies networks of the proxies before the gateway, as {@code 10.0.0.0/8} or {@code 127.0.0.1/32} */
@ConfigurationProperties("alliance.gateway")
record ForwardedSettings(@DefaultValue List<String> trustedProxies) {}
