package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** Asks the name servers of this machine. */
final class DnsMailExchangers implements MailExchangers {
    private record Exchanger(int preference, String host) {}

    @Override
    @SuppressWarnings("BanJNDI") // texts of the DNS only: nothing is looked up that could become an object
    public List<String> of(String domain) throws PeerTrouble {
        try {
            Attribute found =
                    context().getAttributes(domain, new String[] {"MX"}).get("MX");
            var exchangers = new ArrayList<Exchanger>();
            for (int i = 0; found != null && i < found.size(); i++) {
                String[] parts = String.valueOf(found.get(i)).strip().split("\\s+", 2);
                String host = parts[parts.length - 1].replaceAll("\\.$", "");
                if (parts.length == 2 && !host.isEmpty()) {
                    exchangers.add(new Exchanger(Integer.parseInt(parts[0]), host));
                }
            }
            if (exchangers.isEmpty()) {
                throw new PeerTrouble(Cause.NO_MX, "the DNS names no mail server of " + domain);
            }
            return exchangers.stream()
                    .sorted(Comparator.comparingInt(Exchanger::preference))
                    .map(Exchanger::host)
                    .toList();
        } catch (NameNotFoundException unknown) {
            throw new PeerTrouble(Cause.NO_MX, "the DNS does not know " + domain);
        } catch (NamingException | NumberFormatException away) {
            throw new PeerTrouble(Cause.NO_MX, "no answer of the DNS about " + domain + ": " + away.getMessage());
        }
    }

    @Override
    public List<InetAddress> addresses(String host) throws PeerTrouble {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            throw new PeerTrouble(Cause.NO_MX, "the DNS has no address of " + host);
        }
    }

    /** JNDI looks for its factory where the thread does, and one that began in a web server does not see the JDK's own classes. */
    @SuppressWarnings("JdkObsolete") // JNDI wants this table
    private static InitialDirContext context() throws NamingException {
        var environment = new Hashtable<String, String>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, "dns:");
        environment.put("com.sun.jndi.dns.timeout.initial", "2000");
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return new InitialDirContext(environment);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
