// Makes the store a replica set of one, once. Run by the compose job `store-init`; safe to run again.
const address = "mongo:27017";
const deadline = Date.now() + 120000;

function connected() {
  const { MONGO_USER: user, MONGO_PASSWORD: password } = process.env;
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return new Mongo(`mongodb://${login}@${address}/admin?directConnection=true&serverSelectionTimeoutMS=3000`);
}

function initiated(admin) {
  try {
    admin.runCommand({ replSetGetConfig: 1 });
    return true;
  } catch (error) {
    if (error.codeName === "NotYetInitialized") return false;
    throw error;
  }
}

function attempt() {
  const admin = connected().getDB("admin");
  if (!initiated(admin)) {
    admin.runCommand({ replSetInitiate: { _id: "rs0", members: [{ _id: 0, host: address }] } });
    print("the replica set is initiated");
  }
  while (!admin.hello().isWritablePrimary) {
    if (Date.now() > deadline) throw new Error("no primary was elected in time");
    sleep(200);
  }
  print("the store takes writes");
}

// On the first start the image creates the user on a server that listens to itself alone, so waiting is normal.
for (;;) {
  try {
    attempt();
    break;
  } catch (error) {
    if (Date.now() > deadline) {
      print(`error: ${error.codeName || error.name}: ${error.message}`);
      quit(1);
    }
    sleep(500);
  }
}
