package org.medalliance.gateway.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param open whether the API documentation is shown without sign-in; for a demo */
@ConfigurationProperties("alliance.gateway.swagger")
record SwaggerSettings(@DefaultValue("false") boolean open) {}
