package fr.vaguemestre.ui.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tests that drive a real browser: left out where none is installed; the black-box run has one and runs them by their tag. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@EnabledIf("fr.vaguemestre.ui.server.Browser#present")
public @interface InBrowser {}
