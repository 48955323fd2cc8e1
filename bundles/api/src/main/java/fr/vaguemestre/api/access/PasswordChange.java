package fr.vaguemestre.api.access;

/**
 * What a person says to change its own password.
 *
 * @param currentPassword the one that opens the account now
 * @param newPassword the one that is to open it from now on, 12 to 256 characters
 */
public record PasswordChange(String currentPassword, String newPassword) {
    /** Keeps both out of logs. */
    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
