package org.medalliance.platform.attention;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import({AttentionItems.class, Attention.class, AttentionController.class})
public class AttentionConfiguration {}
