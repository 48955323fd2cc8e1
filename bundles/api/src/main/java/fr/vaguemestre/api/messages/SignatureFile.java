package fr.vaguemestre.api.messages;

import java.time.Instant;

/**
 * A file of signatures that the scanner for malware uses.
 *
 * @param name as in its folder
 * @param madeAt when its maker made it, where the file says so; else when it was imported
 * @param size in bytes
 * @param shipped whether it came with the appliance; those know the test file EICAR only
 */
public record SignatureFile(String name, Instant madeAt, long size, boolean shipped) {}
