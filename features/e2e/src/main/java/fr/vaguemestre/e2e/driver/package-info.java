/** Speaks to a running appliance from outside: REST, SMTP, IMAP, and the commands of its script. */
@NullMarked
package fr.vaguemestre.e2e.driver;

import org.jspecify.annotations.NullMarked;
