package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Contract;
import fr.vaguemestre.e2e.driver.Contract.Operation;
import fr.vaguemestre.e2e.driver.Rest;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * No way in lets one hospital see or touch what is another's. The operations, their parameters and who may call them come from
 * the live OpenAPI document: a new one is tested from its first day, and fails here until {@link Thing} knows what its
 * parameters name. What was tried stands in {@code docs/reference/isolation.md}, which this test writes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {
    private static final String SUPER_ADMIN = "super_admin";

    private final Holdings ours = Holdings.of(Hospital.open(), "soins");
    private final Holdings theirs = Holdings.of(Hospital.open(), "secretariat");
    private final List<Operation> operations = Contract.of(World.appliance()).operations();
    private final IsolationPage page = new IsolationPage();
    private final IsolationCases cases = new IsolationCases(ours, theirs, page);

    @BeforeAll
    void thereIsSomethingToTry() {
        assertThat(operations).hasSizeGreaterThan(35);
    }

    @Tag("fault-59")
    @TestFactory
    Stream<DynamicTest> everyOperationByEveryRole() {
        return operations.stream().flatMap(operation -> Stream.of(SUPER_ADMIN, "domain_admin", "user")
                .map(role -> DynamicTest.dynamicTest(operation + " by " + role, () -> tried(operation, role))));
    }

    private void tried(Operation operation, String role) {
        // Signing out ends the session: each time of one that nobody else uses.
        Supplier<Rest> caller = () -> operation.id().equals("auth.logout") ? signedIn(role) : caller(role);
        if (!operation.roles().isEmpty() && !operation.roles().contains(role)) {
            cases.refusedByRole(operation, role, caller);
        } else if (role.equals(SUPER_ADMIN) && !operation.path().startsWith("/email/")) {
            cases.readsEverythingButMail(operation, role, caller);
        } else {
            cases.namesForeignThings(operation, role, caller);
        }
    }

    private Rest caller(String role) {
        return switch (role) {
            case SUPER_ADMIN -> World.admin();
            case "user" -> ours.user();
            default -> ours.hospital().admin();
        };
    }

    private Rest signedIn(String role) {
        return switch (role) {
            case SUPER_ADMIN ->
                World.anonymous()
                        .signIn(World.appliance().adminName(), World.appliance().adminPassword());
            case "user" -> World.anonymous().signIn(ours.box(), Hospital.PASSWORD);
            default -> World.anonymous().signIn(ours.hospital().username(), Hospital.PASSWORD);
        };
    }

    @TestFactory
    Stream<DynamicTest> everyOtherWayIn() {
        return new ForeignMail(ours, theirs, page).tests();
    }

    @AfterAll
    void write() {
        page.write();
    }
}
