package org.medalliance.platform.audit;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import({Audit.class, RefusalsAudited.class})
public class AuditConfiguration {}
