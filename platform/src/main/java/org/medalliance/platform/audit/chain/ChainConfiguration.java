package org.medalliance.platform.audit.chain;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import({Seals.class, Sealer.class, ChainPulse.class})
public class ChainConfiguration {}
