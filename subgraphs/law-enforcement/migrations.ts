import { CHANGE_LOG_MIGRATION } from '../kit/change-log.ts';
import { MARKING_COLUMNS } from '../kit/table.ts';

/** What law enforcement's store is made of; a text that was ever applied is never changed. */
export const migrations: readonly string[] = [
  `create table assessment (
    incident_id text collate "C" primary key,
    state_id text collate "C" not null,
    credibility text not null,
    assessed_at text collate "C",
    status text not null,
    priority text not null,
    lead_id text not null,
    protective_advice text,
    case_ref text,
    subject text,
    threat_text text,
    target_name text,
    target_address text,
    updated_at text not null,
    review_by text not null,
    ${MARKING_COLUMNS}
  );
  create index assessment_by_time on assessment (assessed_at, incident_id);
  create index assessment_by_state on assessment (state_id);
  create table evidence_hold (
    subject_id text collate "C" primary key,
    what text not null,
    since text not null,
    conflicts_with_restore integer not null,
    ${MARKING_COLUMNS}
  );
  create table victim_notification (
    id text collate "C" primary key,
    incident_id text collate "C" not null,
    state_id text collate "C" not null,
    recipient_kind text not null,
    recipient_id text not null,
    notified_at text collate "C",
    is_delayed integer not null,
    by_id text not null,
    in_person integer,
    delay_reason text,
    delay_approved_by text,
    ${MARKING_COLUMNS}
  );
  create index victim_notification_by_incident on victim_notification (incident_id);
  create index victim_notification_by_time on victim_notification (notified_at, id);
  create table liaison (
    ocd_id text collate "C" primary key,
    agency_id text not null,
    office text not null,
    desk text not null,
    mobile text,
    ${MARKING_COLUMNS}
  );
  create table threat_level (
    ocd_id text collate "C" primary key,
    level text not null,
    threats24h integer not null,
    credible24h integer not null,
    assessed_at text not null,
    ${MARKING_COLUMNS}
  );
  create table protective_note (
    place_id text collate "C" primary key,
    text text not null,
    issued_at text not null,
    ${MARKING_COLUMNS}
  );
  create table sweep (
    place_id text collate "C" primary key,
    status text not null,
    at text not null,
    ${MARKING_COLUMNS}
  );
  create table security_plan (
    place_id text collate "C" primary key,
    summary text not null,
    ${MARKING_COLUMNS}
  );
  create table legal_process_use (
    indicator_id text collate "C" primary key,
    permitted integer not null,
    note text,
    ${MARKING_COLUMNS}
  );
  create table charge (
    id text collate "C" primary key,
    subject_id text collate "C" not null,
    "on" text collate "C" not null,
    court text not null,
    summary text not null,
    url text,
    cap_status text not null
  );
  create index charge_by_subject on charge (subject_id);
  create table player_action (
    id text collate "C" primary key,
    inject_id text collate "C" not null,
    at text collate "C" not null,
    action text not null,
    ${MARKING_COLUMNS}
  );
  create index player_action_by_inject on player_action (inject_id);`,
  CHANGE_LOG_MIGRATION,
  `alter table assessment add column jurisdiction_id text;
  alter table evidence_hold add column jurisdiction_id text`,
];
