/** Tests against SoftHSM, a real token in software. */
package fr.vaguemestre.pkcs11;
