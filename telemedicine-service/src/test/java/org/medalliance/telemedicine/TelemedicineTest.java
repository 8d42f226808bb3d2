package org.medalliance.telemedicine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.medalliance.platform.testing.ServiceTest;
import org.springframework.context.annotation.Import;

/** The whole service on real engines, with a clock that a test can set and a county to play in. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@Import({CountyTime.Configuration.class, County.class})
public @interface TelemedicineTest {}
