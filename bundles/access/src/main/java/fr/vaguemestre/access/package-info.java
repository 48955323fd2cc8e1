/**
 * Accounts, sign-in, tokens. Start reading at {@link fr.vaguemestre.access.LocalAuthService} for who comes in and at {@link
 * fr.vaguemestre.access.LocalUserService} for who may come.
 */
@NullMarked
package fr.vaguemestre.access;

import org.jspecify.annotations.NullMarked;
