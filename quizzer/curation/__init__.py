"""What people do to banks: protests that become rulings, rulings that become lines of a bank and cases to replay."""
