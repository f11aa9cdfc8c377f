import { CHANGE_LOG_MIGRATION } from '../kit/change-log.ts';
import { MARKING_COLUMNS } from '../kit/table.ts';

/** What the coordinating body's store is made of; a text that was ever applied is never changed. */
export const migrations: readonly string[] = [
  `create table agency (
    id text collate "C" primary key,
    stix_id text,
    name text not null,
    kind text not null,
    ${MARKING_COLUMNS}
  );
  create table contact (
    id text collate "C" primary key,
    desk text not null,
    role text,
    agency_id text not null,
    phone text,
    mobile text,
    duty_desk_of text collate "C",
    certifies_for text collate "C",
    ${MARKING_COLUMNS}
  );
  create index contact_by_duty_desk on contact (duty_desk_of);
  create index contact_by_state on contact (certifies_for);
  create table assignment (
    id text collate "C" primary key,
    function text collate "C" not null,
    raci text not null,
    raci_rank integer not null,
    agency_id text collate "C" not null,
    jurisdiction_id text collate "C" not null,
    incident_id text collate "C",
    on_shift_id text,
    backup_id text,
    "from" text collate "C" not null,
    "until" text collate "C",
    ${MARKING_COLUMNS}
  );
  create index assignment_by_agency on assignment (agency_id);
  create index assignment_by_jurisdiction on assignment (jurisdiction_id);
  create index assignment_by_incident on assignment (incident_id);
  create table corrective_action_owner (
    corrective_action_id text collate "C" primary key,
    assignment_id text not null,
    cap_status text not null
  );
  create table check_in (
    ocd_id text collate "C" primary key,
    at text not null,
    expected_every_minutes integer not null,
    ${MARKING_COLUMNS}
  );
  create table readiness (
    election_id text collate "C" primary key,
    phase text not null,
    "from" text not null,
    "until" text not null,
    ${MARKING_COLUMNS}
  );
  create table operational_period (
    id text collate "C" primary key,
    name text not null,
    "from" text collate "C" not null,
    "until" text collate "C" not null,
    ${MARKING_COLUMNS}
  );
  create table task_force (
    id text collate "C" primary key,
    name text collate "C" not null,
    chair_id text not null,
    member_ids text not null,
    election_id text collate "C" not null,
    division_id text not null,
    readiness_phase text not null,
    agreement_ids text not null,
    ${MARKING_COLUMNS}
  );
  create index task_force_by_election on task_force (election_id);
  create table sharing_agreement (
    id text collate "C" primary key,
    title text not null,
    party_ids text not null,
    "from" text not null,
    "until" text collate "C",
    covers text not null,
    purposes text not null,
    excludes text not null,
    ${MARKING_COLUMNS}
  );`,
  `create table incident (
    id text collate "C" primary key,
    title text not null,
    type text not null,
    status text not null,
    severity text not null,
    severity_rank integer not null,
    determination text not null,
    occurred_at text collate "C" not null,
    reported_at text collate "C" not null,
    updated_at text collate "C" not null,
    closed_at text,
    state_id text collate "C" not null,
    jurisdiction_id text collate "C" not null,
    protects_victim integer not null,
    brought_in_by text not null,
    place_ids text not null,
    duplicate_of_id text,
    what_to_do text,
    ${MARKING_COLUMNS}
  );
  create index incident_by_occurrence on incident (occurred_at, id);
  create index incident_by_report on incident (reported_at, id);
  create index incident_by_update on incident (updated_at, id);
  create index incident_by_severity on incident (severity_rank, id);
  create index incident_by_jurisdiction on incident (jurisdiction_id);
  create index incident_by_state on incident (state_id);
  create table incident_division (
    incident_id text collate "C" not null,
    ocd_id text collate "C" not null,
    reveals_victim integer not null,
    cap_status text not null,
    primary key (incident_id, ocd_id)
  );
  create index incident_division_by_division on incident_division (ocd_id, incident_id);
  create view incident_in_division as
    select incident.*, incident_division.ocd_id as division, incident_division.reveals_victim
    from incident join incident_division on incident_division.incident_id = incident.id;
  create table incident_place (
    incident_id text collate "C" not null,
    place_id text collate "C" not null,
    cap_status text not null,
    primary key (incident_id, place_id)
  );
  create index incident_place_by_place on incident_place (place_id, incident_id);
  create view incident_at_place as
    select incident.*, incident_place.place_id as place
    from incident join incident_place on incident_place.incident_id = incident.id;
  create table incident_narrative (
    incident_id text collate "C" not null,
    narrative_id text collate "C" not null,
    cap_status text not null,
    primary key (incident_id, narrative_id)
  );
  create index incident_narrative_by_narrative on incident_narrative (narrative_id, incident_id);
  create view incident_about_narrative as
    select incident.*, incident_narrative.narrative_id as narrative
    from incident join incident_narrative on incident_narrative.incident_id = incident.id;
  create table victim (
    incident_id text collate "C" primary key,
    jurisdiction_id text not null,
    organization text not null,
    consents_to_sharing integer not null,
    ${MARKING_COLUMNS}
  );
  create table reporter (
    incident_id text collate "C" primary key,
    agency_id text not null,
    office text not null,
    channel text not null,
    feedback text,
    ${MARKING_COLUMNS}
  );
  create table state_official_notice (
    incident_id text collate "C" primary key,
    status text not null,
    official_id text,
    notified_at text,
    notified_by_id text,
    delay_reason text,
    delay_approved_by text,
    ${MARKING_COLUMNS}
  );
  create table escalation (
    id text collate "C" primary key,
    incident_id text collate "C" not null,
    at text collate "C" not null,
    "from" text not null,
    "to" text not null,
    reason text not null,
    by_id text not null,
    ${MARKING_COLUMNS}
  );
  create index escalation_by_incident on escalation (incident_id);
  create table disagreement (
    id text collate "C" primary key,
    incident_id text collate "C" not null,
    aspect text not null,
    opened_at text collate "C" not null,
    resolved_at text,
    ${MARKING_COLUMNS}
  );
  create index disagreement_by_incident on disagreement (incident_id);
  create table disagreement_position (
    id text collate "C" primary key,
    disagreement_id text collate "C" not null,
    agency_id text not null,
    value text not null,
    stated_at text collate "C" not null,
    ${MARKING_COLUMNS}
  );
  create index disagreement_position_by_disagreement on disagreement_position (disagreement_id);`,
  `create table bulletin (
    id text collate "C" primary key,
    headline text not null,
    text text not null,
    what_to_do text not null,
    issuer_id text collate "C" not null,
    issued_at text collate "C" not null,
    msg_type text not null,
    urgency text not null,
    certainty text not null,
    incident_id text collate "C",
    ack_due_at text collate "C" not null,
    indicator_ids text not null,
    ${MARKING_COLUMNS}
  );
  create index bulletin_by_issue on bulletin (issued_at, id);
  create index bulletin_by_incident on bulletin (incident_id);
  create table bulletin_audience (
    bulletin_id text collate "C" not null,
    ocd_id text collate "C" not null,
    agency_id text not null,
    cap_status text not null,
    primary key (bulletin_id, ocd_id)
  );
  create index bulletin_audience_by_division on bulletin_audience (ocd_id, bulletin_id);
  create table bulletin_division (
    bulletin_id text collate "C" not null,
    ocd_id text collate "C" not null,
    cap_status text not null,
    primary key (bulletin_id, ocd_id)
  );
  create index bulletin_division_by_division on bulletin_division (ocd_id, bulletin_id);
  create view bulletin_in_division as
    select bulletin.*, bulletin_division.ocd_id as division
    from bulletin join bulletin_division on bulletin_division.bulletin_id = bulletin.id;
  create table acknowledgement (
    bulletin_id text collate "C" not null,
    by_id text collate "C" not null,
    at text collate "C" not null,
    minutes_to_acknowledge integer not null,
    feedback text,
    ${MARKING_COLUMNS},
    primary key (bulletin_id, by_id)
  );
  create view unacknowledged_bulletin as
    select bulletin.*, bulletin_audience.ocd_id as recipient
    from bulletin join bulletin_audience on bulletin_audience.bulletin_id = bulletin.id
    where not exists (
      select 1 from acknowledgement
      where acknowledgement.bulletin_id = bulletin_audience.bulletin_id
        and acknowledgement.by_id = bulletin_audience.ocd_id
    );
  create table rfi (
    id text collate "C" primary key,
    question text not null,
    from_id text collate "C" not null,
    to_id text collate "C" not null,
    incident_id text collate "C",
    raised_at text collate "C" not null,
    due_at text collate "C" not null,
    answered_at text,
    answer text,
    status text not null,
    blocks_decision text,
    ${MARKING_COLUMNS}
  );
  create index rfi_by_due on rfi (due_at, id);
  create index rfi_by_incident on rfi (incident_id);
  create table release_request (
    id text collate "C" primary key,
    "of" text not null,
    coordinate text not null,
    requester_id text not null,
    custodian_id text not null,
    justification text not null,
    requested_at text collate "C" not null,
    decision text not null,
    decided_at text,
    tearline text,
    ${MARKING_COLUMNS}
  );
  create table notification_case (
    id text collate "C" primary key,
    title text not null,
    stage text not null,
    opened_at text collate "C" not null,
    nominated_by_id text not null,
    narrative_ids text not null,
    election_date text not null,
    deliberation text,
    ${MARKING_COLUMNS}
  );
  create table notification_case_incident (
    notification_case_id text collate "C" not null,
    incident_id text collate "C" not null,
    cap_status text not null,
    primary key (notification_case_id, incident_id)
  );
  create view incident_of_notification_case as
    select incident.*, notification_case_incident.notification_case_id as notification_case
    from incident join notification_case_incident on notification_case_incident.incident_id = incident.id;
  create table sitrep (
    id text collate "C" primary key,
    issued_at text collate "C" not null,
    period_id text not null,
    summary text not null,
    ${MARKING_COLUMNS}
  );`,
  CHANGE_LOG_MIGRATION,
  'alter table reporter add column jurisdiction_id text',
  // Whether a bulletin was acknowledged depends on which acknowledgements its reader may see: no view can know.
  `drop view unacknowledged_bulletin;
  create view asked_bulletin as
    select bulletin.*, bulletin_audience.ocd_id as recipient
    from bulletin join bulletin_audience on bulletin_audience.bulletin_id = bulletin.id;`,
];
