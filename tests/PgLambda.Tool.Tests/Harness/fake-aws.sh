#!/usr/bin/env bash
# Stands for the AWS CLI: notes each command, and remembers what it made, as files below $FAKE_AWS.
set -u
printf '%s\n' "$*" >>"$FAKE_AWS/commands"
value() { # option, arguments…
    local wanted=$1; shift
    while [ $# -gt 0 ]; do if [ "$1" = "$wanted" ]; then printf '%s' "$2"; return; fi; shift; done
}
id=$(value --db-instance-identifier "$@")$(value --db-cluster-identifier "$@")
case "$1 $2" in
    "sts get-caller-identity") case "$*" in *Account*) echo 111122223333 ;; *) echo arn:aws:iam::111122223333:user/me ;; esac ;;
    "iam get-role") [ -e "$FAKE_AWS/role-$(value --role-name "$@")" ] ;;
    "iam create-role") touch "$FAKE_AWS/role-$(value --role-name "$@")" ;;
    "iam get-policy") [ -e "$FAKE_AWS/policy-$(basename "$(value --policy-arn "$@")")" ] ;;
    "iam create-policy") cp "$(value --policy-document "$@" | sed 's,^file://,,')" "$FAKE_AWS/policy-$(value --policy-name "$@")" ;;
    "iam create-policy-version") cp "$(value --policy-document "$@" | sed 's,^file://,,')" "$FAKE_AWS/policy-$(basename "$(value --policy-arn "$@")")" ;;
    "rds add-role-to-db-instance" | "rds add-role-to-db-cluster") value --role-arn "$@" >"$FAKE_AWS/attached-$id" ;;
    "rds describe-db-instances" | "rds describe-db-clusters")
        case "$*" in
            *RoleArn*) cat "$FAKE_AWS/attached-$id" 2>/dev/null || true ;;
            *Status*) if [ -e "$FAKE_AWS/attached-$id" ]; then echo ACTIVE; fi ;;
            *VpcSecurityGroupId*) echo sg-1 ;;
            *VpcId*) echo vpc-1 ;;
            *DBParameterGroupName*) echo "${FAKE_PARAMETERS:-custom}" ;;
        esac ;;
    "rds describe-db-subnet-groups") echo vpc-1 ;;
esac
