package fr.vaguemestre.rest;

import javax.servlet.http.HttpServletRequest;

/** The network address of a client, as the edge in front of this loopback server tells it. */
final class Origin {
    private Origin() {}

    /** The last entry of {@code X-Forwarded-For}, which the edge wrote (earlier ones may be invented); else the peer. */
    static String of(HttpServletRequest request) {
        String forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded == null || forwarded.isBlank()) {
            return String.valueOf(request.getRemoteAddr());
        }
        return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }
}
