package fr.vaguemestre.rest;

import fr.vaguemestre.api.rest.RestResource;
import javax.ws.rs.Path;

/** Has a path but no method: no server can be made over it. */
@Path("/broken")
public class BrokenResource implements RestResource {}
