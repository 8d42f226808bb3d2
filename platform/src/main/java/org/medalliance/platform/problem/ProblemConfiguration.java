package org.medalliance.platform.problem;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import({Problems.class, ProblemResponses.class})
public class ProblemConfiguration {}
