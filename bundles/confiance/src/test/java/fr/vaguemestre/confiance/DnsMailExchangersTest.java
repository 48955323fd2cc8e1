package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;

/** The DNS is asked by whichever thread needs it. */
class DnsMailExchangersTest {
    @Test
    void aThreadThatSeesFewClassesAsksAsWell() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(null) {});
        try {
            // Nobody has this name, and whether there is a DNS here or not, it was asked.
            assertThat(catchThrowable(() -> new DnsMailExchangers().of("nobody.invalid")))
                    .isInstanceOf(PeerTrouble.class)
                    .message()
                    .doesNotContain("Cannot instantiate");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
