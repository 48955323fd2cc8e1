package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Rest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may do what. */
class RolesTest {
    @Test
    void aDomainAdministratorMakesNoDomainAndGivesNoMoreThanItHas() {
        Hospital hospital = Hospital.open();
        String other = World.fresh("ch") + ".mssante.test";

        Answer domain = hospital.admin().post("/admin/domains", World.domain(other, hospital.finess(), 1, 1_000_000));
        Answer superUser = hospital.admin()
                .post(
                        "/admin/users",
                        World.user(World.fresh("chef"), Hospital.PASSWORD, "super_admin", List.of(), List.of()));

        assertThat(domain.expect(403).problem()).isEqualTo("access.role");
        assertThat(superUser.expect(403).problem()).isEqualTo("access.role");
        World.admin().get("/admin/domains/" + other).expect(404);
    }

    @Test
    void aUserSeesItsOwnMailboxAndAdministersNothing() {
        Hospital hospital = Hospital.open();
        String mine = hospital.box("mienne");
        String theirs = hospital.box("autre");
        Rest user = World.anonymous().signIn(mine, Hospital.PASSWORD);

        user.get("/mailboxes/" + mine).expect(200);
        user.get("/mailboxes/" + theirs).expect(404);
        assertThat(user.get("/mailboxes").expect(200).json().path("total").asLong())
                .isEqualTo(1);
        assertThat(user.post("/mailboxes", World.org(hospital.address("pirate")))
                        .status())
                .isIn(403, 404);
        user.get("/admin/users").expect(403);
        user.get("/admin/domains").expect(403);
        user.get("/admin/trace?address=" + mine).expect(403);
        user.get("/admin/audit").expect(403);
        user.delete("/mailboxes/" + mine).expect(403);
        World.admin().get("/mailboxes/" + hospital.address("pirate")).expect(404);
    }

    @Test
    void theSuperAdministratorSeesEveryTenant() {
        Hospital one = Hospital.open();
        Hospital two = Hospital.open();

        String seen = World.admin()
                        .get("/admin/domains?limit=200&q=" + one.domain())
                        .expect(200)
                        .text()
                + World.admin()
                        .get("/admin/domains?limit=200&q=" + two.domain())
                        .expect(200)
                        .text();

        assertThat(seen).contains(one.domain(), two.domain());
        assertThat(World.admin()
                        .get("/admin/tenants?limit=200&q=" + one.finess())
                        .expect(200)
                        .text())
                .contains(one.finess(), one.domain());
    }
}
