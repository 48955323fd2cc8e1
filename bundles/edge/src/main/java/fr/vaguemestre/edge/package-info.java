/**
 * The adapter to nginx (mail edge) and HAProxy (web edge): reads why handshakes were refused, reloads them when
 * certificates or revocation lists change, and looks whether they listen. Start at {@link fr.vaguemestre.edge.EdgeWatch}.
 */
@NullMarked
package fr.vaguemestre.edge;

import org.jspecify.annotations.NullMarked;
