package org.medalliance.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.medalliance.platform.testing.ServiceTest;
import org.springframework.test.context.TestPropertySource;

/** The smallest service that stands on the platform, on real engines. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@TestPropertySource(properties = {"spring.config.name=platform-test", "spring.messages.basename=problems/platform"})
public @interface PlatformTest {}
