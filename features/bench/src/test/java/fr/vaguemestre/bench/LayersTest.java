package fr.vaguemestre.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {
    @Test
    void aStackBelongsToTheInnermostCallThatIsNotTheJdks() {
        assertThat(Layers.of(List.of(
                        "java.util.HashMap", "fr.vaguemestre.bal.JpaBalService", "org.apache.cxf.jaxrs.JAXRSInvoker")))
                .isEqualTo("fr.vaguemestre.bal");
        assertThat(Layers.of(List.of("java.lang.String", "org.apache.cxf.jaxrs.JAXRSInvoker")))
                .isEqualTo("CXF");
        assertThat(Layers.of(List.of("sun.security.rsa.RSACore", "fr.vaguemestre.access.AccessTokens")))
                .isEqualTo("TLS and signatures");
        assertThat(Layers.of(List.of("java.lang.Thread"))).isEqualTo("the JDK alone");
    }

    @Test
    void aThreadIsForWhatItsNameBeginsWith() {
        assertThat(KarafThreads.kind("C2 CompilerThre")).isEqualTo("compilers of the JVM");
        assertThat(KarafThreads.kind("VM Thread")).isEqualTo("collection of garbage");
        assertThat(KarafThreads.kind("qtp12345-77")).isEqualTo("Java");
    }
}
