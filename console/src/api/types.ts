import type { components as Gateway } from "../generated/gateway";
import type { components } from "../generated/referral";

type S = components["schemas"];

/** The contract lists every property of an answer as optional; these are always there, and may be null where said. */
type Always<T, Nullable extends keyof T = never> = { [K in keyof Required<T>]: K extends Nullable ? T[K] | null : NonNullable<T[K]> };

export type Offer = Always<S["Offer"], "schema">;
export type Due = Always<S["Due"]>;
export type Place = Always<S["Place"], "practitioner">;
export type Line = Omit<Always<S["Line"], "due" | "ringingSince">, "availableActions" | "due"> & { availableActions: Offer[]; due: Due | null };
export type OpenCase = Always<S["OpenCase"]>;
export type Details = S["DetailsView"];
export type CarePlan = S["CarePlan"];
export type PatientPart = Always<S["PatientPart"], "birthDate" | "identityNumber" | "phone" | "address">;
export type Referral = Omit<
  Always<S["ReferralView"], "due">,
  "availableActions" | "due" | "patient" | "origin" | "destination" | "alsoOpen"
> & {
  availableActions: Offer[];
  due: Due | null;
  patient: PatientPart;
  origin: Place;
  destination: Place;
  alsoOpen: OpenCase[];
};
export type Patient = Always<S["PatientView"], "address" | "birthDate" | "identityNumber" | "phone" | "erasedAt" | "mergedInto">;
export type Revealed = S["Revealed"];
export type Move = Always<S["Move"], "reason" | "fromState" | "practitioner" | "institution">;
export type Attachment = Omit<Always<S["AttachmentView"], "struck" | "practitioner">, "availableActions"> & { availableActions: Offer[] };
export type Message = Always<S["MessageView"], "practitioner">;
export type ReadBy = Always<S["ReadBy"]>;
export type Unread = Always<S["Unread"]>;
export type SearchCriteria = S["SearchCriteria"];
export type Institution = Omit<Always<S["Institution"], "latitude" | "longitude" | "township">, "departments"> & {
  departments: Department[];
};
export type Department = Always<S["Department"], "beds">;
export type Reason = Always<S["Reason"], "activeFrom" | "activeUntil">;
export type Diagnosis = Always<S["CatalogueEntry"], "specialty">;
export type CareOption = Always<
  S["Option"],
  "beds" | "department" | "endsAt" | "places" | "practitioner" | "practitionerName" | "startsAt" | "travelMinutes" | "visitingDay"
>;
export type NodeSheet = Omit<Always<S["NodeSheet"]>, "spans" | "labels"> & { spans: Span[]; labels: Always<S["Node"]>[] };
export type Span = Always<S["Span"], "goalMinutes" | "withinMinutes" | "below">;
export type State = Line["state"];
export type Side = "ORIGIN" | "DESTINATION" | "STANDBY" | "FORMER";
export type Priority = Line["priority"];
export type Pathway = Line["pathway"];
export type SubmitReferral = S["SubmitReferral"];
export type EmergencySubmit = S["EmergencySubmit"];
export type ProposeReturn = S["ProposeReturn"];
export type DraftContent = S["DraftContent"];
export type RegisterPatient = S["RegisterPatient"];
export type GivenCarePlan = S["GivenCarePlan"];
export type Glass = S["Glass"];
export type Item = Gateway["schemas"]["Item"];
export type Me = Gateway["schemas"]["Me"];
