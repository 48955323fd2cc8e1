package fr.vaguemestre.confiance;

import java.net.InetAddress;
import java.util.List;

/** Where a domain's mail goes. */
interface MailExchangers {
    /**
     * The hosts that take a domain's mail, best first.
     *
     * @throws PeerTrouble with {@code NO_MX} if there is none, or the DNS does not answer
     */
    List<String> of(String domain) throws PeerTrouble;

    /**
     * The addresses of a host.
     *
     * @throws PeerTrouble with {@code NO_MX} if it has none
     */
    List<InetAddress> addresses(String host) throws PeerTrouble;
}
