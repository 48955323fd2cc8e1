package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Await;
import java.time.Duration;

/** Another setting of our Postfix, while a test needs it: to see what a missing line would do. */
final class PostfixSetting {
    private PostfixSetting() {}

    /** Sets {@code name=value} in {@code main.cf}. */
    static void during(String setting, Runnable act) {
        changed("postconf -c \"$VM_CONF/postfix\" -e \"$1\"", setting, act);
    }

    /** Takes an option off a service in {@code master.cf}, given as {@code name/type/parameter}. */
    static void without(String option, Runnable act) {
        changed("postconf -c \"$VM_CONF/postfix\" -PX \"$1\"", option, act);
    }

    private static void changed(String command, String argument, Runnable act) {
        Machine.shell("cp -a \"$VM_CONF\"/postfix/main.cf \"$VM_CONF\"/postfix/master.cf /tmp/; " + command, argument)
                .expectOk();
        try {
            reload();
            act.run();
        } finally {
            Machine.shell("cp -a /tmp/main.cf /tmp/master.cf \"$VM_CONF/postfix/\"")
                    .expectOk();
            reload();
        }
    }

    private static void reload() {
        String before = master();
        Machine.shell("postfix -c \"$VM_CONF/postfix\" reload").expectOk();
        Await.until("Postfix has read its configuration again", Duration.ofSeconds(20), () -> !master().equals(before));
    }

    /** How often the master said so in the log. */
    private static String master() {
        return Machine.shell("grep -c 'reload -- version' \"$VM_LOG/mail.log\" || true")
                .out();
    }
}
