package org.medalliance.platform.audit.read;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import({AuditBoard.class, AuditController.class})
public class AuditReading {}
