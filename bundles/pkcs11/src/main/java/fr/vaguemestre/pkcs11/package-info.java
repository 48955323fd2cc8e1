/** Keys in a hardware token, by PKCS #11. Start reading at {@link fr.vaguemestre.pkcs11.TokenSource}. */
@NullMarked
package fr.vaguemestre.pkcs11;

import org.jspecify.annotations.NullMarked;
