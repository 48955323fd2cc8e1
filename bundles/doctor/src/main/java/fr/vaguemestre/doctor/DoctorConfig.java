package fr.vaguemestre.doctor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the doctor, PID {@code fr.vaguemestre.doctor}. By default nobody gets a test message. */
@ObjectClassDefinition(
        name = "%config.name",
        description = "%config.description",
        localization = "OSGI-INF/l10n/doctor")
@interface DoctorConfig {
    /** {@code on}: against the practice range, whose own echo addresses are used. */
    @AttributeDefinition
    String range() default "";

    /** Addresses of the practice range that answer every message, with commas in between. */
    @AttributeDefinition
    String range_echoes() default "echo@pair.mssante.test";

    /** Addresses of other operators that answer every message, agreed upon with them, with commas in between; one for each domain. */
    @AttributeDefinition
    String echoes() default "";

    /** The mailbox of ours that test messages are sent from, opened by an active account of the same name; empty: none are sent. */
    @AttributeDefinition
    String mailbox() default "";

    /** Seconds that the answer to a test message is waited for, 1 to 20. */
    @AttributeDefinition
    int answerSeconds() default 20;

    /** How many looks at listed domains one administrator may take in a minute, 1 to 1000. */
    @AttributeDefinition
    int looksPerMinute() default 30;

    /** How many of the most used peers a round looks at, 0 to 200; 0: there are no rounds at night. */
    @AttributeDefinition
    int peers() default 20;

    /** The most used are those that most messages went to in so many days, 1 to 365. */
    @AttributeDefinition
    int days() default 30;

    /** Hour of the legal time in France from which the round of the night is due, 0 to 19; missed for four hours, it is left out. */
    @AttributeDefinition
    int nightHour() default 2;

    /** What rounds found is kept for that many days, 1 to 3650. */
    @AttributeDefinition
    int historyDays() default 400;
}
